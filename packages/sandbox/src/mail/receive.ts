import { callbackify } from "node:util";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerEnvelope } from "smtp-server";
import type { NewMail } from "./store.ts";

export interface MailReceiver {
  readonly url: string;
  close(): Promise<void>;
}

const largest = 10 * 1024 * 1024;

/** An SMTP server for this machine only. It answers "accepted" once `keep` has returned. */
export async function receiveMail(keep: (mail: NewMail) => void, preferredPort = 0): Promise<MailReceiver> {
  const server = new SMTPServer({
    name: "localhost",
    size: largest,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    authOptional: true,
    // A client that is set up with a user and a password finds them accepted, whatever they are.
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? "anyone" }),
    // An idle pooled connection must not hold up our end.
    closeTimeout: 100,
    onData: (stream, session, done) => {
      const deliver = () =>
        receive(stream, session.envelope)
          .then(keep)
          .then(() => undefined, refusal);
      callbackify(deliver)((_, refused) => done(refused ?? null));
    },
  });
  // A client that breaks off is reported here, and an unheard error would end the process.
  server.on("error", () => undefined);
  const port = await listen(server, preferredPort);
  return {
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

async function receive(stream: SMTPServerDataStream, envelope: SMTPServerEnvelope): Promise<NewMail> {
  const raw = await readAll(stream);
  if (stream.sizeExceeded) throw new Refused(552, `The mail is larger than ${largest} bytes`);
  const email = await PostalMime.parse(raw);
  return {
    at: new Date().toISOString(),
    from: email.from?.address ?? (envelope.mailFrom ? envelope.mailFrom.address : ""),
    to: envelope.rcptTo.map(({ address }) => address),
    subject: email.subject ?? "",
    text: email.text ?? "",
    html: email.html ?? "",
    attachments: attachmentNames(email),
    headers: email.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
  };
}

/** Reads to the end, since the dialogue goes on after it, but holds no more than the limit. */
async function readAll(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    if (stream.sizeExceeded) chunks.length = 0;
    else if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function attachmentNames(email: Email): readonly string[] {
  return email.attachments.map(({ filename, mimeType }) => filename ?? mimeType);
}

class Refused extends Error {
  readonly responseCode: number;
  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

function refusal(error: unknown): Refused {
  if (error instanceof Refused) return error;
  return new Refused(554, `The mail could not be kept: ${error instanceof Error ? error.message : String(error)}`);
}

async function listen(server: SMTPServer, preferred: number): Promise<number> {
  try {
    return await tryListen(server, preferred);
  } catch (error) {
    if (preferred === 0) throw error;
    return await tryListen(server, 0);
  }
}

function tryListen(server: SMTPServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.server.off("error", reject);
      const address = server.server.address();
      if (typeof address === "object" && address !== null) resolve(address.port);
      else reject(new Error("The mail inbox has no port"));
    });
  });
}
