import { describe, expect, test } from 'vitest';
import { type PhoneGateway, placeholdersIn, requestTo } from '../../../src/notification/phone/phone-gateway.ts';

const message = {
  to: '+33612345678',
  text: 'ALERTE "Coursan" : 85 %\n&to=x {secret}',
  id: 'coursan:7/contact/mayor-1/sms',
  language: 'fr' as const,
};
const gateway: PhoneGateway = {
  url: 'https://sms.example.org/send',
  headers: {},
  body: null,
  taken: null,
  secret: 's3cret',
};

describe('the request to a gateway', () => {
  test('a body goes as JSON, whatever its text holds, with numbers and lists as they were written', () => {
    const body = {
      messages: [{ to: ['{digits}'], text: '{text}' }],
      test: false,
      priority: 1,
      from: null,
      ref: 'amont {id}',
    };
    const request = requestTo({ ...gateway, headers: { 'X-Api-Key': '{secret}' }, body }, message);
    expect(request).toMatchObject({
      method: 'POST',
      url: gateway.url,
      headers: { 'X-Api-Key': 's3cret', 'content-type': 'application/json' },
    });
    expect(JSON.parse(request.body!)).toEqual({
      messages: [{ to: ['33612345678'], text: message.text }],
      test: false,
      priority: 1,
      from: null,
      ref: `amont ${message.id}`,
    });
  });

  test('what kind of body it is, is said once, as the manual writes it', () => {
    const headers = { 'Content-Type': 'application/json; charset=utf-8' };
    expect(requestTo({ ...gateway, headers, body: { to: '{to}' } }, message).headers).toEqual(headers);
  });

  test('a call says in which language its text is to be read', () => {
    const body = { to: '{to}', voice: '{language}', say: '{text}' };
    const voices = (['fr', 'en'] as const).map((language) => requestTo({ ...gateway, body }, { ...message, language }));
    expect(voices.map((each) => JSON.parse(each.body!).voice)).toEqual(['fr-FR', 'en-GB']);
  });

  test('braces around what is no placeholder stay as they are', () => {
    const body = { to: '{to}', note: '{constructor} {__proto__} {}' };
    expect(JSON.parse(requestTo({ ...gateway, body }, message).body!)).toEqual({ ...body, to: message.to });
  });

  test('as a form, where its header says so', () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const request = requestTo({ ...gateway, headers, body: { To: '{to}', Body: '{text}', flash: false } }, message);
    expect(request).toMatchObject({ method: 'POST', headers });
    expect(Object.fromEntries(new URLSearchParams(request.body!))).toEqual({
      To: message.to,
      Body: message.text,
      flash: 'false',
    });
  });

  test('without a body all is in the address, and a text never becomes part of it', () => {
    const url = 'https://sms.example.org/send?to={to}&key={secret}&message={text}';
    const request = requestTo({ ...gateway, url }, message);
    expect(request).toMatchObject({ method: 'GET', body: null });
    expect(request.headers).toEqual({});
    expect(Object.fromEntries(new URL(request.url).searchParams)).toEqual({
      to: message.to,
      key: 's3cret',
      message: message.text,
    });
  });
});

test('where it is to report stands in an address as one value, and in a body as it is', () => {
  const reports = { url: 'https://amont.example.org/api/v1/reports', secret: 'a&b c', idAfter: null };
  const wanted = { ...gateway, reports };
  const reportUrl = 'https://amont.example.org/api/v1/reports?secret=a%26b+c&id=coursan%3A7%2Fcontact%2Fmayor-1%2Fsms';
  const url = 'https://sms.example.org/send?to={to}&text={text}&dlr-url={reportUrl}%26state%3D%25d';
  expect(new URL(requestTo({ ...wanted, url }, message).url).searchParams.get('dlr-url')).toBe(`${reportUrl}&state=%d`);
  const { body } = requestTo({ ...wanted, body: { StatusCallback: '{reportUrl}' } }, message);
  expect(JSON.parse(body!)).toEqual({ StatusCallback: reportUrl });
});

test('placeholders are found wherever they stand', () => {
  expect(placeholdersIn({ a: ['{to}', { b: 'x {txt} {text}' }], c: 1, d: null })).toEqual(['to', 'txt', 'text']);
});
