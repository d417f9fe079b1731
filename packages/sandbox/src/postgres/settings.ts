import type { PostgresOptions } from "./index.ts";

const development = {
  listen_addresses: "127.0.0.1",
  // A socket's path may not pass some 100 bytes, which a deep checkout does.
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "256MB",
  effective_cache_size: "1GB",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_wal_size: "1GB",
  random_page_cost: "1.1",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  log_checkpoints: "off",
  logging_collector: "off",
} as const;

const careless = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" } as const;

export function serverSettings(options: PostgresOptions): readonly string[] {
  const chosen = { ...development, ...(options.durable === false ? careless : {}), ...options.settings };
  return Object.entries(chosen).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
