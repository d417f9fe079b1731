/** The inbox. It carries no mail itself: its script fetches them and sets them as text, never as markup. */
export function inboxPage(nonce: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mail · Roost</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<header>
<h1>Mail</h1>
<input id="search" type="search" placeholder="Search people and subjects" aria-label="Search">
<button id="empty" type="button">Empty</button>
</header>
<nav id="list" aria-label="Mails"></nav>
<main id="mail"><p class="hint">Mails that the application sends land here.</p></main>
<script nonce="${nonce}">${script}</script>
</body>
</html>`;
}

const style = `
:root { color-scheme: light dark; --line: light-dark(#ddd, #3a3a3a); --soft: light-dark(#666, #aaa);
  --back: light-dark(#fff, #1b1b1d); --side: light-dark(#f6f6f7, #232326); --pick: light-dark(#e3ecff, #2c3a5a) }
* { box-sizing: border-box }
body { margin: 0; height: 100dvh; display: grid; grid-template: auto 1fr / minmax(240px, 340px) 1fr;
  font: 14px/1.45 system-ui, sans-serif; background: var(--back) }
header { grid-column: 1 / -1; display: flex; gap: 12px; align-items: center; padding: 10px 16px;
  border-bottom: 1px solid var(--line) }
h1 { font-size: 16px; margin: 0 }
input, button { font: inherit; padding: 5px 10px; border: 1px solid var(--line); border-radius: 6px;
  background: var(--side); color: inherit }
input { flex: 1; max-width: 340px }
button { cursor: pointer; margin-left: auto }
nav { overflow: auto; background: var(--side); border-right: 1px solid var(--line) }
nav a { display: block; padding: 10px 16px; color: inherit; text-decoration: none; border-bottom: 1px solid var(--line) }
nav a[aria-current] { background: var(--pick) }
nav b, nav span { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
nav span, .hint, dl { color: var(--soft) }
main { display: flex; flex-direction: column; min-width: 0 }
main h2 { font-size: 18px; margin: 14px 20px 4px; overflow-wrap: anywhere }
dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 12px; margin: 0 20px 12px }
dd { margin: 0; overflow-wrap: anywhere }
iframe { flex: 1; border: 0; border-top: 1px solid var(--line); background: #fff }
iframe.plain { background: var(--back) }
.hint { padding: 24px }
@media (max-width: 640px) { body { grid-template: auto 40% 1fr / 1fr } }
`;

const script = `
const list = document.getElementById("list");
const pane = document.getElementById("mail");
const search = document.getElementById("search");
let mails = [];
let seen = "";
let open;

function node(tag, text, parent) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  parent?.append(made);
  return made;
}

const when = (mail) => new Date(mail.at).toLocaleString();

function drawList() {
  const word = search.value.trim().toLowerCase();
  const matches = (mail) => [mail.from, mail.subject, ...mail.to].join(" ").toLowerCase().includes(word);
  list.replaceChildren(...mails.filter(matches).map((mail) => {
    const entry = node("a");
    entry.href = "#" + mail.id;
    if ("#" + mail.id === location.hash) entry.setAttribute("aria-current", "true");
    node("b", mail.subject || "(no subject)", entry);
    node("span", mail.to.join(", "), entry);
    node("span", when(mail), entry);
    return entry;
  }));
  if (!list.firstChild) node("p", mails.length ? "Nothing found." : "No mail yet.", list).className = "hint";
}

function drawMail() {
  const mail = mails.find(({ id }) => "#" + id === location.hash);
  if (mail?.id === open) return;
  open = mail?.id;
  pane.replaceChildren();
  if (!mail) return node("p", "Choose a mail.", pane).className = "hint";
  node("h2", mail.subject || "(no subject)", pane);
  const facts = node("dl", "", pane);
  for (const [name, value] of [["From", mail.from], ["To", mail.to.join(", ")], ["At", when(mail)]]) {
    node("dt", name, facts);
    node("dd", value, facts);
  }
  const frame = node("iframe");
  frame.title = "Mail";
  frame.className = mail.html ? "" : "plain";
  frame.setAttribute("sandbox", "allow-popups allow-popups-to-escape-sandbox");
  frame.src = "/dev/mail/" + mail.id;
  pane.append(frame);
}

function draw() {
  drawList();
  drawMail();
}

async function refresh() {
  if (document.hidden) return;
  const text = await fetch("/dev/mail.json?limit=200").then((answer) => answer.ok ? answer.text() : seen).catch(() => seen);
  if (text === seen) return;
  seen = text;
  mails = JSON.parse(text);
  document.title = "Mail (" + mails.length + ") · Roost";
  if (mails.length && !mails.some(({ id }) => "#" + id === location.hash)) history.replaceState(null, "", "#" + mails[0].id);
  draw();
}

addEventListener("hashchange", draw);
document.addEventListener("visibilitychange", refresh);
search.addEventListener("input", drawList);
document.getElementById("empty").addEventListener("click", async () => {
  await fetch("/dev/mail.json", { method: "DELETE" });
  await refresh();
});
setInterval(refresh, 2000);
refresh();
`;
