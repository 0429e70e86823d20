/** Light, dark and print; a line of about 75 characters; long words break instead of widening the page. */
export const htmlStyle = `
:root { --ink: #1a1a1a; --paper: #fff; --rule: #767676; --shade: #f0f0ec; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e6e1; --paper: #161616; --rule: #8f8f8f; --shade: #262626; }
}
body {
  margin: 0 auto; padding: 2rem 1.25rem; max-width: 44rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.55 'Noto Sans', system-ui, sans-serif; overflow-wrap: anywhere;
}
h1 { margin: .25rem 0 1rem; font-size: 1.5rem; text-align: center; letter-spacing: .02em; }
h2 { margin: 2rem 0 .75rem; font-size: 1.05rem; text-align: center; letter-spacing: .02em; }
h3 { margin: 1.5rem 0 .5rem; font-size: 1rem; }
p { margin: 0 0 .75rem; }
.organization { margin: 0; text-align: center; }
table { width: 100%; border-collapse: collapse; font-size: .95rem; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { padding: .3rem .5rem; border: 1px solid var(--rule); text-align: left; vertical-align: top; }
th, .case td, td:nth-child(n + 4) { overflow-wrap: normal; }
th { background: var(--shade); font-weight: 700; }
footer { margin-top: 2rem; border-top: 1px solid var(--rule); font-size: .85rem; text-align: center; }
@media (max-width: 34rem) {
  body { padding: 1rem .75rem; }
  table { font-size: .8rem; }
  th, td { padding: .25rem; }
  .case tr { display: grid; grid-template-columns: 1fr 1fr; }
}
@media print {
  :root { --ink: #000; --paper: #fff; --rule: #000; --shade: #eee; }
  @page { size: letter; margin: 1in; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h2, h3 { break-after: avoid; }
  tr { break-inside: avoid; }
  p { orphans: 2; widows: 2; }
}
`;
