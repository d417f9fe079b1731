import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Rig, startRig } from "../../../test/rig.ts";
import { ada } from "./sample-person.ts";
import { signIn } from "./sign-in.ts";
import { signUp } from "./sign-up.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());
beforeEach(async () => {
  await rig.pool.query("delete from session; delete from sign_up; delete from password; delete from app_user");
  await rig.pool.query("delete from pgboss.job");
});

const sent = { status: "verification_sent" };
const people = () =>
  rig.sql.all("test_people", "select first_name, roles::text[] as roles, email_verified_at from app_user");

test("an unknown address becomes an unconfirmed guest, told of by event and mail", async () => {
  expect(await rig.call(signUp, ada)).toEqual(sent);
  expect(await people()).toEqual([{ first_name: "Ada", roles: ["guest"], email_verified_at: null }]);
  const [mail] = await rig.jobs("mail.verify-email");
  const event = await rig.sql.one("test_event", "select type, data from event order by id desc limit 1");
  expect(event).toEqual({ type: "user.registered", data: { userId: mail?.userId } });
});

test("another sign-up with an unconfirmed address makes no other account, and sends another mail", async () => {
  await rig.call(signUp, ada);
  expect(await rig.call(signUp, { ...ada, firstName: "Augusta", password: "another engine 3" })).toEqual(sent);
  expect(await people()).toHaveLength(1);
  const mails = await rig.jobs("mail.verify-email");
  expect(mails.map((mail) => Object.keys(mail).sort())).toEqual([
    ["mailId", "userId"],
    ["mailId", "userId"],
  ]);
});

test("a confirmed address changes nothing, answers the same, and its owner is told", async () => {
  await rig.call(signUp, ada);
  await rig.pool.query("update app_user set email_verified_at = now()");
  const attempt = { ...ada, email: "ADA@example.com", firstName: "Eve", password: "eve was here" };
  expect(await rig.call(signUp, attempt)).toEqual(sent);
  expect(await people()).toMatchObject([{ first_name: "Ada" }]);
  expect(await rig.jobs("mail.account-exists")).toHaveLength(1);
  expect(await rig.call(signIn, { email: ada.email, password: ada.password })).toMatchObject({ session: {} });
});

test("an imported, suspended or deleted account is not taken over", async () => {
  await rig.call(signUp, ada);
  for (const change of ["external_id = 'host-1'", "external_id = null, status = 'suspended'", "status = 'deleted'"]) {
    await rig.pool.query(`update app_user set ${change}`);
    expect(await rig.call(signUp, { ...ada, firstName: "Eve" })).toEqual(sent);
    expect(await people()).toMatchObject([{ first_name: "Ada" }]);
  }
});

test("sign-ups with one address at once make one account, and none fails", async () => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) => rig.call(signUp, { ...ada, firstName: `Ada ${index}` })),
  );
  expect(answers).toEqual(Array.from({ length: 8 }, () => sent));
  expect(await people()).toHaveLength(1);
  expect(await rig.jobs("mail.verify-email")).toHaveLength(8);
});

test("a common password is refused and named", async () => {
  const refused = rig.call(signUp, { ...ada, password: "Password123" });
  await expect(refused).rejects.toMatchObject({
    code: "request.invalid",
    issues: [{ pointer: "/password", code: "common_password" }],
  });
});
