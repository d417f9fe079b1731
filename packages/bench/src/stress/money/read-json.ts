/** What stands at a path of something parsed from JSON, as `payment.status` or `data.0.id`; undefined where nothing does. */
export function valueAt(value: unknown, path: string): unknown {
  let found = value;
  for (const key of path.split(".")) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}

export const textAt = (value: unknown, path: string): string | undefined => {
  const found = valueAt(value, path);
  return typeof found === "string" ? found : undefined;
};

export const numberAt = (value: unknown, path: string): number | undefined => {
  const found = valueAt(value, path);
  return typeof found === "number" ? found : undefined;
};

export const listAt = (value: unknown, path: string): readonly unknown[] => {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found : [];
};

/** Undefined for what is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
