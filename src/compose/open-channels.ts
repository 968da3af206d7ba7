import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { err, ok, type Result } from '../lib/result.ts';
import type { Channel } from '../notification/channel.ts';
import { createLogChannel } from '../notification/io/log.ts';
import { createPhoneChannel } from '../notification/io/phone.ts';
import { createSmtpChannel } from '../notification/io/smtp.ts';
import { createWebPushChannel } from '../notification/io/web-push.ts';
import { createWebhookChannel } from '../notification/io/webhook.ts';
import type { ChannelName, OutboxRow } from '../notification/outbox.ts';

/** The ways to people and machines that the town has set up; `delivered` is called for each message after the provider's yes. */
export function openChannels(
  {
    mail,
    sms,
    voice,
    webhooks,
    webPush,
    instance,
  }: Pick<Config, 'mail' | 'sms' | 'voice' | 'webhooks' | 'webPush' | 'instance'>,
  parts: AsyncDisposableStack,
  log: Logger,
  delivered: (row: OutboxRow) => void = () => {},
): Result<ReadonlyMap<ChannelName, Channel>, string> {
  const channels: Channel[] = [createLogChannel((about, line) => log.info(about, line))];
  if (mail) {
    const smtp = createSmtpChannel(mail, instance);
    if (!smtp.ok) return err(smtp.error.message);
    channels.push(parts.adopt(smtp.value, (each) => each.close()));
  }
  if (sms) channels.push(createPhoneChannel('sms', sms, instance));
  if (voice) channels.push(createPhoneChannel('voice', voice, instance));
  if (webhooks.length > 0) channels.push(createWebhookChannel(webhooks, instance));
  if (webPush) channels.push(createWebPushChannel(webPush, instance));
  return ok(new Map(channels.map((each) => [each.name, watch(each, delivered)])));
}

function watch(channel: Channel, delivered: (row: OutboxRow) => void): Channel {
  return {
    name: channel.name,
    async send(envelope) {
      const sent = await channel.send(envelope);
      if (sent.ok) delivered(envelope.row);
      return sent;
    },
  };
}
