// Shows what the town says while its page is closed. Keeps nothing and answers no request of a page.

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('push', (event) => {
  const { title, body, language, path, about, stays } = event.data.json();
  const shown = {
    body,
    lang: language,
    tag: about,
    renotify: about !== '',
    requireInteraction: stays,
    icon: '/public/icon-192.png',
    data: { path },
  };
  event.waitUntil(self.registration.showNotification(title, shown));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data.path));
});
