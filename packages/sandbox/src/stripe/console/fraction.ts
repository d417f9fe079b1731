import { type Parameter, text } from "../parameters.ts";
import { invalid } from "../refusal.ts";

/** A number from 0 to 1, for which part of something. */
export function fraction(name: string): Parameter<number> {
  const written = text(name, 20);
  return {
    name,
    read(value, path) {
      const found = written.read(value, path);
      const number = Number(found);
      if (/^\d*\.?\d+$/.test(found) && number <= 1) return number;
      throw invalid(`Invalid ${path}: must be a number from 0 to 1`, { param: path });
    },
  };
}
