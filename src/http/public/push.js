// Lets this browser subscribe to the notifications of one commune, and stop. Each commune has a subscription of its own.

const section = document.getElementById('push');
const { commune, language, key } = section.dataset;
const status = section.querySelector('[role=status]');
const start = section.querySelector('[data-does=start]');
const stop = section.querySelector('[data-does=stop]');
const manage = section.querySelector('a');
const scope = `/push/${commune}/`;
const kept = `amont-push-${commune}`;

function say(state) {
  status.textContent = state === null ? '' : section.querySelector(`[data-says=${state}]`).content.textContent;
}

/** `token`: by which the subscription is known to the site; `null` where there is none. */
function show(token, state) {
  say(state);
  start.hidden = token !== null;
  stop.hidden = token === null;
  manage.hidden = token === null;
  if (token !== null) manage.href = `/${language}/subscriptions/leave/${encodeURIComponent(token)}`;
}

const registered = () => navigator.serviceWorker.getRegistration(scope);
const subscribed = async () => (await registered())?.pushManager.getSubscription() ?? null;
const at = (token) => `/api/v1/subscriptions/${encodeURIComponent(token)}`;

function isForKey(subscription) {
  const bytes = subscription.options?.applicationServerKey;
  if (!bytes) return true;
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') === key;
}

async function forget() {
  localStorage.removeItem(kept);
  await (await subscribed())?.unsubscribe();
  await (await registered())?.unregister();
}

async function activeWorker() {
  const registration = await navigator.serviceWorker.register('/public/push-worker.js', { scope });
  const worker = registration.installing ?? registration.waiting;
  if (!registration.active && worker)
    await new Promise((resolve, reject) => {
      worker.addEventListener('statechange', () => {
        if (worker.state === 'activated') resolve();
        if (worker.state === 'redundant') reject(new Error('the service worker was not taken'));
      });
    });
  return registration;
}

const refusals = { 422: 'foreign', 429: 'full' };

async function subscribe() {
  // Asked first, while the press of the button still counts.
  if ((await Notification.requestPermission()) !== 'granted') return show(null, 'denied');
  const { pushManager } = await activeWorker();
  const before = await pushManager.getSubscription();
  if (before && !isForKey(before)) {
    const earlier = localStorage.getItem(kept);
    if (earlier !== null) await fetch(at(earlier), { method: 'DELETE' });
    await before.unsubscribe();
  }
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const answer = await fetch(`/api/v1/communes/${commune}/browser-subscriptions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ subscription, language }),
  });
  if (!answer.ok) {
    await forget();
    return show(null, refusals[answer.status] ?? 'failed');
  }
  const { token } = await answer.json();
  localStorage.setItem(kept, token);
  return show(token, 'asked');
}

async function leave() {
  const answer = await fetch(at(localStorage.getItem(kept)), { method: 'DELETE' });
  if (!answer.ok && answer.status !== 404) return say('failed');
  await forget();
  return show(null, 'stopped');
}

/** What the site knows holds: there a subscription ends by other doors too. One for an earlier key is kept for as long as there: that may be put back. */
async function look() {
  const token = localStorage.getItem(kept);
  const subscription = token === null ? null : await subscribed();
  const isOurs = subscription !== null && isForKey(subscription);
  // Shown before the site answers, since it may not.
  show(isOurs ? token : null, 'busy');
  const known = subscription && (await fetch(at(token)));
  if (isOurs && known.ok) return show(token, 'on');
  if (isOurs && known.status !== 404) return show(token, null);
  if (token !== null && (known === null || known.status === 404)) await forget();
  const ended = token === null ? null : 'ended';
  return show(null, Notification.permission === 'denied' ? 'denied' : ended);
}

async function doing(what) {
  say('busy');
  start.disabled = stop.disabled = true;
  try {
    await what();
  } catch (error) {
    console.error(error);
    say('failed');
  }
  start.disabled = stop.disabled = false;
}

section.hidden = false;
const link = document.getElementById('to-push');
if (link) link.hidden = false;
if ('PushManager' in window && 'serviceWorker' in navigator && 'Notification' in window) {
  start.addEventListener('click', () => void doing(subscribe));
  stop.addEventListener('click', () => void doing(leave));
  void doing(look);
} else if (navigator.standalone === false) say('ios');
else {
  for (const each of section.querySelectorAll('[data-offer]')) each.hidden = true;
  say('unsupported');
}
