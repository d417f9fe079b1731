import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { open, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

export interface Program {
  readonly file: string;
  readonly args?: readonly string[];
  readonly nodeArgs?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Takes what the program prints. */
  readonly log: string;
}

export interface Running {
  readonly pid: number;
  hasEnded(): boolean;
  /** Asks it to end and waits until it has. */
  stop(): Promise<void>;
  /** Ends it where it stands, with SIGKILL. */
  kill(): Promise<void>;
}

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Runs one of the repository's programs to its end; throws with what it printed if it fails. */
export async function run(program: Program): Promise<void> {
  const child = await start(program);
  if (child.exitCode === null) await once(child, "exit");
  if (child.exitCode !== 0) throw new Error(`${program.file} failed:\n${await readFile(program.log, "utf8")}`);
}

/** Starts one of the repository's programs that goes on until it is stopped. */
export async function launch(program: Program): Promise<Running> {
  const child = await start(program);
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const end = async (signal: "SIGTERM" | "SIGKILL") => {
    if (hasEnded()) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  };
  return { pid: child.pid ?? 0, hasEnded, stop: () => end("SIGTERM"), kill: () => end("SIGKILL") };
}

/** Only what is named is passed on: a DATABASE_URL of the caller must not reach anything here. */
async function start({ file, args = [], nodeArgs = [], env, log }: Program): Promise<ChildProcess> {
  const output = await open(log, "a");
  try {
    const child = spawn(process.execPath, [...nodeArgs, file, ...args], {
      cwd: root,
      env: { PATH: process.env["PATH"], ...env },
      stdio: ["ignore", output.fd, output.fd],
    });
    await once(child, "spawn");
    const end = () => void child.kill("SIGTERM");
    process.once("exit", end);
    child.once("exit", () => process.off("exit", end));
    return child;
  } finally {
    await output.close();
  }
}
