import { describe, expect, it } from 'vitest';
import type { Doors } from '../../src/http/doors.ts';
import { createServer } from '../../src/http/server.ts';
import type { Rule } from '../../src/policy/policy.ts';
import { createWorld } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { createVisitor, logIn } from '../support/visitor.ts';

const plain = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/(?:\s|&nbsp;| )+/g, ' ')
    .trim();

async function sheet(language: string, changed: (doors: Doors) => Partial<Doors> = () => ({})): Promise<string> {
  const { doors } = createWorld({ kind: 'operational' });
  const app = createServer({ ...doors, ...changed(doors) });
  const mayor = await logIn(app, 'mayor-coursan', language);
  const { statusCode, body } = await mayor.get(`/${language}/mayor/coursan/sheet`);
  expect(statusCode).toBe(200);
  expect(htmlFaults(body)).toEqual([]);
  return plain(/<main[^>]*>([\s\S]*)<\/main>/.exec(body)![1]!);
}

const withCommune =
  (changed: object) =>
  ({ communes }: Doors): Partial<Doors> => ({
    communes: new Map(communes).set('coursan', { ...communes.get('coursan')!, ...changed }),
  });

describe('the sheet to print', () => {
  it('says at which mark and chance each level is raised, who decides on residents, and what to do', async () => {
    const fr = await sheet('fr');
    expect(fr).toContain('Fiche crue : Coursan');
    expect(fr).toContain('règles version 1');
    expect(fr).toMatch(
      /▲ Agir Une crue est attendue ou en cours : agissez maintenant\. Station Repère Le niveau monte L’Aude à Coursan \[Village\] 4,60 m dès 50 % de risque dans les 6 h \(2 calculs sur 3\), ou l’eau au repère Habitants prévenus : sur décision À faire Fermer le quai et le pont bas\./,
    );
    expect(fr).toMatch(
      /6,10 m dès 50 % de risque dans les 6 h \(2 calculs sur 3\), ou l’eau au repère Habitants prévenus : sur décision, ou après 15 min/,
    );
    const en = await sheet('en');
    expect(en).toMatch(
      /4\.60 m from a chance of 50% within 6 h \(2 assessments of 3\), or with the water at the mark Residents are told: a person decides What to do Close the quay/,
    );
    expect(en).toMatch(/What residents are told Leave ground floors now\./);
  });

  it('says of an hour that it is one', async () => {
    const inAnHour = ({ policies }: Doors): Partial<Doors> => {
      const policy = policies.current()!;
      const rules = policy.rules.map((rule) => ({ ...rule, leadTimeH: 1 }));
      return { policies: { ...policies, current: () => ({ ...policy, rules }) } };
    };
    expect(await sheet('fr', inAnHour)).toContain('dès 50 % de risque dans l’heure (2 calculs sur 3)');
    expect(await sheet('en', inAnHour)).toContain('from a chance of 50% within 1 h (2 assessments of 3)');
  });

  it('says nothing of what was signed for a gauge that the commune no longer watches', async () => {
    const isTimed = /a person decides, or after 15 min/;
    expect(await sheet('en')).toMatch(isTimed);
    const moved = await sheet('en', (doors) =>
      withCommune({ watches: [{ station: 'cuxac', marks: { prepare: 2, act: 3, danger: 4 } }] })(doors),
    );
    expect(moved).toContain('never: there is no rule here');
    expect(moved).not.toMatch(isTimed);
  });

  it('names what is told with residents, and is to be set off by hand where the service is silent', async () => {
    const siren = { id: 'siren', tells: 'residents', communes: ['coursan'] } as const;
    const desk = { id: 'desk', tells: 'staff', communes: ['coursan'] } as const;
    const fr = await sheet('fr', () => ({ webhooks: [siren, desk, { ...siren, id: 'other', communes: ['trebes'] }] }));
    expect(fr).toMatch(/pensez aux autres\. Part en même temps à : machine « siren »\. Ce que disent/);
    expect(fr).toMatch(/les repères sont ci-dessus\. À actionner à la main : machine « siren »\./);
    expect(await sheet('en')).not.toMatch(/at the same time|by hand:/);
  });

  it('says that no rule is in force where none is', async () => {
    const body = await sheet('en', ({ policies }) => ({ policies: { ...policies, current: () => null } }));
    expect(body).toMatch(/^Flood sheet: Coursan Made on [^·]*\. To be kept/);
    expect(body).toContain('! No policy is in force');
    expect(body).toContain('Close the quay and the low bridge.');
    expect(body).toContain('L’Aude à Coursan [Village] 4.60 m never: there is no rule here What to do');
    expect(body).not.toContain('Residents are told:');
  });

  it('has residents told when the first gauge lets them be, whichever raised the level, and no gauge that is not watched any more', async () => {
    const ruled =
      (changed: (rule: Rule) => Rule[]) =>
      ({ policies }: Doors): Partial<Doors> => {
        const policy = policies.current()!;
        return { policies: { ...policies, current: () => ({ ...policy, rules: policy.rules.flatMap(changed) }) } };
      };
    const watches = [
      { station: 'coursan', marks: { prepare: 3, act: 4.6, danger: 6.1 } },
      { station: 'trebes', marks: { prepare: 3, act: 4, danger: 5 } },
    ];
    const ofBoth = ruled((rule) =>
      rule.commune === 'coursan'
        ? [rule, { ...rule, station: 'trebes', markM: 5, k: 1, release: { by: 'person' as const } }]
        : [rule],
    );
    const both = await sheet('en', (doors) => ({ ...withCommune({ watches })(doors), ...ofBoth(doors) }));
    expect(both).toMatch(
      /Danger to life [^▲]*L’Aude à Trèbes[^.]* 5\.00 m from a chance of 50% within 6 h, or with the water at the mark Residents are told: a person decides, or after 15 min What to do/,
    );
    const left = await sheet('en', ofBoth);
    expect(left).toContain('L’Aude à Coursan [Village] 6.10 m');
    expect(left).not.toMatch(/trèbes|trebes/i);
  });

  it('names in which order and by what way people are told, and how long each has', async () => {
    const en = await sheet(
      'en',
      withCommune({
        contacts: [
          { id: 'a', role: 'agency', name: 'Agency', email: 'a@example.org', phone: null, language: 'fr' },
          {
            id: 'd',
            role: 'duty-officer',
            name: 'Duty',
            email: 'd@example.org',
            phone: '+33612345678',
            language: 'fr',
          },
          { id: 'm', role: 'mayor', name: 'Anne', email: 'm@example.org', phone: null, language: 'fr' },
          { id: 'n', role: 'mayor', name: 'Zoé', email: 'n@example.org', phone: null, language: 'fr' },
        ],
      }),
    );
    expect(en).toContain(
      'mayor: Anne (e-mail); Zoé (e-mail) duty officer: Duty (e-mail) river agency: Agency (e-mail)',
    );
    expect(en).toMatch(/▲ Act now 10 min 1 h ◆ Danger to life 5 min 15 min/);
    expect(en).toContain('At “Danger to life” the duty officer is told together with the first line.');
    const phoned = await sheet('en', (doors) => ({
      ...withCommune({
        contacts: [
          { id: 'm', role: 'mayor', name: 'Anne', email: 'm@example.org', phone: '+33612345678', language: 'fr' },
        ],
      })(doors),
      ways: new Set([...doors.ways, 'sms', 'voice'] as const),
    }));
    expect(phoned).toContain('mayor: Anne (e-mail, text message, call)');
    expect(phoned).not.toContain('duty officer');
    expect(phoned).toMatch(/Alert level Everybody again after ◐ Be prepared 2 h/);
  });

  it('names no mail where no mail server is set, and says of whom nothing reaches', async () => {
    const said = (...ways: ('sms' | 'voice')[]) =>
      sheet('en', (doors) => ({
        ...withCommune({
          contacts: [
            {
              id: 'd',
              role: 'duty-officer',
              name: 'Duty',
              email: 'd@example.org',
              phone: '+33612345678',
              language: 'fr',
            },
            { id: 'a', role: 'agency', name: 'Agency', email: 'a@example.org', phone: null, language: 'fr' },
          ],
        })(doors),
        ways: new Set(['log', ...ways] as const),
      }));
    const texted = await said('sms');
    expect(texted).toContain('duty officer: Duty (text message) river agency: Agency (no message reaches them)');
    // Whoever is asked first anyhow is not told together with the first.
    expect(texted).not.toContain('together with the first line');
    expect(await said('voice')).toContain('duty officer: Duty (call) river agency');
  });

  it('tells of the text message that answers where one is taken in, and of no message where none goes out', async () => {
    const phoned = [
      { id: 'm', role: 'mayor', name: 'Anne', email: 'm@example.org', phone: '+33612345678', language: 'fr' },
    ];
    const said = (replySecret: string | null, contacts: object) =>
      sheet('en', (doors) => ({ ...withCommune(contacts)(doors), replySecret }));
    expect(await said('secret', { contacts: phoned })).toContain('YES and the code');
    expect(await said(null, { contacts: phoned })).not.toContain('YES and the code');
    expect(await said('secret', {})).not.toContain('YES and the code');
    const silent = await sheet('en', () => ({ ways: new Set(['log'] as const) }));
    expect(silent).toContain('mayor: Camille Aubrac deputy: Dominique Bosc No message goes out from here');
    expect(silent).not.toMatch(/Open its link|everybody again/i);
    expect(silent).toContain('http://127.0.0.1:8080/en/mayor/coursan');
    expect(silent).toContain('The message to residents reaches those who subscribed or open the public page');
  });

  it('says what is left without the service: the gauge, known floods, the State, whom to ring', async () => {
    const body = await sheet('en', (doors) => ({
      ...withCommune({
        broadcaster: { name: 'Préfecture <de l’Aude>', phone: '04 68 10 27 00' },
        officialWarnings: [
          { service: 'vigicrues', place: 'CO1' },
          { service: 'vigicrues', place: 'CO2' },
        ],
      })(doors),
      knownFloods: new Map([
        [
          'coursan',
          [
            { name: null, date: '1999-11-12', stageM: 8.93 },
            { name: null, date: '2999', stageM: 9 },
          ],
        ],
        ['trebes', [{ name: null, date: '1891', stageM: 9.1 }]],
      ]),
      stationPhones: new Map([['trebes', { name: 'Dam', number: '+33468112233' }]]),
    }));
    expect(body).toContain('L’Aude à Coursan [Village]. Known flood here: 12 November 1999, 8.93 m');
    expect(body).not.toMatch(/1891|2999/);
    expect(body.match(/www\.vigicrues\.gouv\.fr/g)).toHaveLength(1);
    expect(body).toContain('Préfecture &lt;de l’Aude&gt;, 04 68 10 27 00');
    expect(body).toContain('Whom to ring Dam +33 4 68 11 22 33');
  });

  it('is for those of the commune alone, and the mayor’s page leads there', async () => {
    const app = createServer(createWorld().doors);
    expect((await createVisitor(app).get('/en/mayor/coursan/sheet')).headers['location']).toMatch(/^\/en\/login/);
    const other = await logIn(app, 'mayor-trebes', 'en');
    expect((await other.get('/en/mayor/coursan/sheet')).statusCode).toBe(404);
    const mayor = await logIn(app, 'mayor-coursan', 'en');
    expect((await mayor.get('/en/mayor/coursan')).body).toContain('href="/en/mayor/coursan/sheet"');
    expect((await mayor.get('/en/mayor/coursan/sheet')).body).toMatch(/<title>DEMONSTRATION/);
  });
});
