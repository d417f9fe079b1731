/** Somebody who signs up, in tests. */
export const ada = {
  email: "ada@example.com",
  password: "difference engine no. 2",
  firstName: "Ada",
  lastName: "Lovelace",
} as const;
