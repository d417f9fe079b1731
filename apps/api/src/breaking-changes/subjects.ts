/** The names that an action goes by in GraphQL and in the SDK, each with the action's own. */
export function subjectsOf(actions: readonly string[]): ReadonlyMap<string, string> {
  const named = actions.flatMap((action) => {
    const field = action.replaceAll(/\.(\w)/g, (_, letter: string) => letter.toUpperCase());
    const type = field.slice(0, 1).toUpperCase() + field.slice(1);
    return [field, `${type}Input`, `${type}Output`].map((name) => [name, action] as const);
  });
  return new Map(named);
}
