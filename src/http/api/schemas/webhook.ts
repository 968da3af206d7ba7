import { Type } from 'typebox';
import { Instant, Level, nullable, Period } from './common.ts';

const Words = Type.Object({
  headline: Type.String(),
  description: Type.String(),
  instruction: nullable(Type.String()),
  page: Type.String(),
});

/** What comes to a machine of `webhooks`: `WebhookBody` of `src/notification/machines/webhook-rows.ts`. */
const WebhookMessage = Type.Object({
  type: Type.String({
    description:
      '`alert.` and the kind of event; before it `exercise.` or `test.` on what is not real; `test.message` only tries whether it arrives',
  }),
  timestamp: Instant,
  data: Type.Object({
    version: Type.Literal(1),
    status: Type.Enum(['Actual', 'Exercise', 'Test']),
    audience: Type.Enum(['residents', 'staff']),
    commune: Type.Object({
      id: Type.String(),
      name: Type.String(),
      codes: Type.Array(Type.Object({ scheme: Type.String(), value: Type.String() })),
    }),
    event: nullable(Type.String()),
    alert: nullable(Type.String()),
    level: nullable(Level),
    figures: nullable(
      Type.Object({
        station: nullable(Type.String()),
        exceedanceProbability: nullable(Type.Number()),
        leadTimeH: nullable(Type.Number()),
        stageM: nullable(Type.Number()),
        observedAt: nullable(Instant),
        window: nullable(Period),
      }),
    ),
    text: Type.Record(Type.String(), Words, { description: 'by language: `fr`, `en`' }),
    cap: nullable(Type.Object({ identifier: Type.String(), url: Type.String() })),
  }),
});

const header = (name: string, description: string) => ({
  name,
  in: 'header' as const,
  required: true,
  description,
  schema: { type: 'string' as const },
});

/** TypeBox' own type says more than that of OpenAPI takes. */
const schema: Readonly<Record<string, unknown>> = { ...WebhookMessage };

/** As OpenAPI 3.1 names what a service sends by itself. */
export const sentWebhooks = {
  message: {
    post: {
      summary: 'What a machine named in `webhooks` of amont.yaml is told, signed as Standard Webhooks 1.0 says',
      parameters: [
        header('webhook-id', 'the same at each attempt: pass over one that you have'),
        header('webhook-timestamp', 'of this attempt, in seconds since 1970'),
        header('webhook-signature', '`v1,` and the HMAC-SHA256 in base64, one a key, parted by a space'),
      ],
      requestBody: { required: true, content: { 'application/json': { schema } } },
      responses: {
        '2XX': { description: 'Taken' },
        '410': { description: 'Not wanted: this one is not sent again; the next is' },
        '429': { description: 'Sent again, as `Retry-After` asks, and after two minutes at most; so is 503' },
        default: { description: 'Sent again until it is taken' },
      },
    },
  },
};
