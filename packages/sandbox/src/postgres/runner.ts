import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { copyBinaries, findBinaries } from "./binaries.ts";

/** A way to run a Postgres program, which refuses to run as root. */
export interface Way {
  readonly prefix: readonly string[];
  readonly spawnAs: { readonly uid?: number; readonly gid?: number };
  /** Who must own the data; absent: whoever we are. */
  readonly owner?: { readonly uid: number; readonly gid: number };
  /** Whether it needs the programs copied to where all can reach them. */
  readonly copied?: boolean;
}

export interface Runner extends Way {
  /** The folder of the programs. */
  readonly bin: string;
}

export async function chooseRunner(dir: string, installed = findBinaries()): Promise<Runner> {
  const failures: string[] = [];
  for (const way of waysToRun()) {
    try {
      return await prepare(way, dir, installed);
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      failures.push(`${way.prefix[0] ?? "direct"}: ${said.trim().split("\n").at(-1) ?? ""}`);
    }
  }
  throw new Error(`Postgres cannot be run on ${dir}: ${failures.join("; ")}`);
}

// "nobody", which the system must know by name: initdb looks its user up. macOS has it at -2, hence its daemon.
const unprivileged = process.platform === "darwin" ? 1 : 65534;
const owner = { uid: unprivileged, gid: unprivileged };
const mapped = ["unshare", "--user", `--map-user=${unprivileged}`, `--map-group=${unprivileged}`];
const capable = [
  "setpriv",
  `--reuid=${unprivileged}`,
  `--regid=${unprivileged}`,
  "--clear-groups",
  "--inh-caps=+dac_override",
  "--ambient-caps=+dac_override",
];

/**
 * In order of preference, for root: an unprivileged user; ourselves under another name in a user namespace;
 * or, where containers forbid those, the unprivileged user with the capability to pass a closed folder such
 * as a 0700 home. That one does not help Postgres to find its own programs there, hence the copies.
 */
export function waysToRun(uid: number | undefined = process.getuid?.()): readonly Way[] {
  if (uid !== 0)
    return [
      { prefix: [], spawnAs: {} },
      { prefix: mapped, spawnAs: {} },
    ];
  return [
    { prefix: [], spawnAs: owner, owner },
    { prefix: mapped, spawnAs: {}, owner: { uid: 0, gid: 0 } },
    { prefix: capable, spawnAs: {}, owner },
    { prefix: [], spawnAs: owner, owner, copied: true },
    { prefix: capable, spawnAs: {}, owner, copied: true },
  ];
}

/** Tries what matters for real: reach the folder, be known by name, execute the program, and let it find itself. */
export async function prepare(way: Way, dir: string, installed = findBinaries()): Promise<Runner> {
  const bin = way.copied === true ? await copyBinaries(installed) : installed;
  const probe = 'cd "$1" && id -un >/dev/null && exec "$2" --version';
  const words = [...way.prefix, "sh", "-c", probe, "sh", dir, join(bin, "postgres")];
  const [program = "sh", ...args] = words;
  const { stderr } = await promisify(execFile)(program, args, { ...way.spawnAs, cwd: "/" });
  if (stderr.includes("invalid binary")) throw new Error(stderr);
  return { ...way, bin };
}
