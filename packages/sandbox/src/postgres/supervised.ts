import { type ChildProcess, spawn } from "node:child_process";
import type { Runner } from "./runner.ts";

export interface Supervised {
  readonly pid: number;
  /** Settles when the program and its watcher are both gone. */
  readonly ended: Promise<void>;
  hasEnded(): boolean;
  signal(signal: NodeJS.Signals): void;
  /** Whether this child keeps the event loop of our process alive. */
  hold(on: boolean): void;
}

/**
 * A watcher reads a pipe whose other end only our process holds: when we die, even by SIGKILL, the pipe
 * closes and the watcher asks the program to end. It is forked twice so that the program does not find
 * a child it never made. The session of its own keeps the terminal's Ctrl-C away from the program.
 */
const script = `
exec 3<&0
( ( IFS= read -r word <&3; [ "$word" = done ] || kill -INT $$ ) 2>/dev/null & )
exec "$@" </dev/null >&2 3<&-
`;

export async function spawnSupervised(runner: Runner, command: readonly string[], log: number): Promise<Supervised> {
  const [program = "sh", ...args] = [...runner.prefix, "sh", "-c", script, "sh", ...command];
  const child = spawn(program, args, {
    ...runner.spawnAs,
    cwd: "/",
    detached: true,
    env: cleanEnvironment(),
    stdio: ["pipe", "pipe", log],
  });
  const pid = await spawned(child);
  child.stdout?.resume();
  // A write to a watcher that is already gone is no failure.
  child.stdin?.on("error", () => undefined);
  child.once("exit", () => child.stdin?.end("done\n"));
  let over = false;
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => {
      over = true;
      resolve();
    });
  });
  return {
    pid,
    ended,
    hasEnded: () => over || child.exitCode !== null || child.signalCode !== null,
    signal: (signal) => void child.kill(signal),
    hold: (on) => holdLoop(child, on),
  };
}

function spawned(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("spawn", () => {
      if (child.pid !== undefined) resolve(child.pid);
    });
  });
}

function holdLoop(child: ChildProcess, on: boolean): void {
  for (const handle of [child, child.stdin, child.stdout]) {
    if (handle === null) continue;
    if (on) callIfPresent(handle, "ref");
    else callIfPresent(handle, "unref");
  }
}

// The pipes are sockets at run time, which their declared type does not say.
function callIfPresent(handle: object, name: "ref" | "unref"): void {
  const method: unknown = Reflect.get(handle, name);
  if (typeof method === "function") Reflect.apply(method, handle, []);
}

/** None of the caller's PG* variables or locale may change what the server does; macOS needs a locale named. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"] ?? "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };
}
