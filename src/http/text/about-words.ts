import type { Conformity, LegalBasis } from '../../territory/publisher.ts';

/** Who is behind the site, what becomes of people's data, accessibility: said to the public, so nothing that is not so. */
export interface AboutWords {
  about: {
    title: string;
    /** Links in the foot of every page. */
    link: string;
    dataLink: string;
    /** With the level that a French public site must show on every page. */
    accessibilityLink: Record<Conformity, string>;
    notFilledIn: string;
    incomplete: string;
    publisher: {
      title: string;
      name: string;
      address: string;
      phone: string;
      email: string;
      director: string;
      host: string;
    };
    data: {
      title: string;
      controller: string;
      /** Before the list of communes that decide for themselves. */
      otherControllers: string;
      /** Of the data protection officer of a commune, or of the publisher. */
      officer: string;
      purpose: string;
      what: string;
      basis: string;
      bases: Record<LegalBasis, string>;
      kept: string;
      residents: {
        title: string;
        purpose: string;
        what: Record<'email' | 'sms' | 'push', string>;
        always: string;
        kept: string;
        free: string;
      };
      nobodySubscribes: string;
      officials: { title: string; purpose: string; what: string; kept: string };
      visitors: { title: string; text: string };
      backups: string;
      recipients: {
        title: string;
        publisher: string;
        host: string;
        email: string;
        sms: string;
        voice: string;
        push(services: string): string;
        machines: string;
        /** Before those whom the publisher names. */
        named: string;
        noOther: string;
      };
      rights: {
        title: string;
        list: readonly string[];
        /** How to unsubscribe, by each way to residents. */
        leave: Record<'message' | 'push', string>;
        how: string;
        complaint(authority: string): string;
        anyAuthority: string;
      };
    };
    cookies: { title: string; none: string; login: readonly string[]; push: string };
    accessibility: {
      title: string;
      law: string;
      state: Record<Conformity, string>;
      found(by: string, on: string, percent: string): string;
      checked: string;
      notChecked: string;
      notAccessible: string;
      plan: string;
      contact: string;
      appeal: string;
    };
    sources: { title: string; intro: string; own: string };
    software: { title: string; text: string; licence: string };
  };
}
