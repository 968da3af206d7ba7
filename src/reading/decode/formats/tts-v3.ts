import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { err, ok } from '../../../lib/result.ts';
import { parseJson } from '../parse-payload.ts';
import { refusal } from '../refusal.ts';
import { refuseEnvelope } from './foreign.ts';
import { bareFrame, type ReadFormat } from './frame.ts';

const envelope = Compile(
  Type.Object({
    end_device_ids: Type.Object({ device_id: Type.String(), dev_eui: Type.Optional(Type.String()) }),
    received_at: Type.Optional(Type.String()),
    simulated: Type.Optional(Type.Boolean()),
    uplink_message: Type.Object({
      session_key_id: Type.Optional(Type.String()),
      f_cnt: Type.Optional(Type.Integer()),
      received_at: Type.Optional(Type.String()),
      frm_payload: Type.Optional(Type.String()),
      decoded_payload: Type.Optional(Type.Unknown()),
    }),
  }),
);

/**
 * The Things Stack v3, `v3/{application}@{tenant}/devices/{device}/up`. Its fields with an empty, 0 or false value are left out,
 * so a missing `f_cnt` is 0. The network server's time is taken: a gateway's clock may be wrong.
 */
export const readTtsV3: ReadFormat = (text) => {
  const json = parseJson(text);
  if (!json.ok) return json;
  const found = json.value;
  if (!envelope.Check(found)) return err(refuseEnvelope(found, 'tts-v3'));
  const { uplink_message: uplink, end_device_ids: device } = found;
  if (uplink.decoded_payload === undefined) {
    const raw = uplink.frm_payload ?? '';
    return err(refusal('no-value', `the uplink has no decoded_payload (raw "${raw}"); set a payload formatter`));
  }
  const frameCounter = uplink.f_cnt ?? 0;
  return ok([
    {
      ...bareFrame,
      observedAt: uplink.received_at ?? found.received_at ?? null,
      values: uplink.decoded_payload,
      simulated: found.simulated === true,
      dedupId: [device.dev_eui ?? device.device_id, uplink.session_key_id ?? '', frameCounter].join('/'),
      frameCounter,
    },
  ]);
};
