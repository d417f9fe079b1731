/** Has a process that was started with `--inspect` collect its garbage, all of it. */
export async function collectGarbage(inspectorPort: number): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${inspectorPort}/json/list`);
  const [, address] = /"webSocketDebuggerUrl": *"([^"]+)"/.exec(await answer.text()) ?? [];
  if (address === undefined) throw new Error("the inspector names no target");
  const socket = new WebSocket(address);
  const done = new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () =>
      socket.send(JSON.stringify({ id: 1, method: "HeapProfiler.collectGarbage" })),
    );
    socket.addEventListener("message", () => resolve());
    socket.addEventListener("error", () => reject(new Error("the inspector does not answer")));
    socket.addEventListener("close", () => reject(new Error("the inspector hung up")));
  });
  try {
    await done;
  } finally {
    socket.close();
  }
}
