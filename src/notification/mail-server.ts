/** Where mail is handed over. */
export interface MailServer {
  host: string;
  port: number;
  /** TLS from the first byte; otherwise STARTTLS where the server offers it. */
  secure: boolean;
  username: string | null;
  password: string | null;
  from: string;
  /** How many messages to contacts, and how many to residents, are handed over at once: at most so many connections are kept. */
  connections: number;
}
