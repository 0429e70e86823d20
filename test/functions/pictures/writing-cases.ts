import { letterLines, type MadeSheet } from './made-sheets.ts';

type Draw = NonNullable<MadeSheet['draw']>;

const lines =
  (level: number, options: Parameters<typeof letterLines>[2] = {}): Draw =>
  (context, grey) =>
    letterLines(context, grey(level), options);
const words =
  (text: string, level: number, sizePoints: number): Draw =>
  (context, grey) => {
    context.fillStyle = grey(level);
    context.font = `${sizePoints}px "sample-sans"`;
    context.fillText(text, 400, 60);
  };
const upsideDown =
  (draw: Draw): Draw =>
  (context, grey) => {
    context.translate(612, 792);
    context.rotate(Math.PI);
    draw(context, grey);
  };

type Case = [string, Omit<MadeSheet, 'seed'>];

export const sheetsWithoutWriting: Case[] = [
  ['white paper', { paper: 255, grain: 0 }],
  ['paper with the grain of a scan', {}],
  ['paper with coarse grain', { paper: 225, grain: 70 }],
  ['a dusty scan', { specks: 15 }],
  ['a bad fax', { specks: 40, bilevel: true, grain: 0 }],
  ['a scan with streaks', { specks: 2, streaks: 3 }],
  ['the other side, faintly', { draw: lines(231, { mirrored: true }) }],
  ['the other side, as clear as thin paper lets it', { draw: lines(206, { mirrored: true }) }],
  ['the other side, blurred by the paper', { blur: 2.5, draw: lines(206, { mirrored: true }) }],
  ['the other side, specked', { specks: 6, draw: lines(221, { mirrored: true }) }],
  [
    'shading from one corner to the other',
    {
      draw: (context) => {
        const shade = context.createLinearGradient(0, 0, 612, 792);
        shade.addColorStop(0, 'rgb(235,235,235)');
        shade.addColorStop(1, 'rgb(150,150,150)');
        context.fillStyle = shade;
        context.fillRect(0, 0, 612, 792);
      },
    },
  ],
  [
    'black edges, the holes of a binder and a rule',
    {
      specks: 2,
      draw: (context, grey) => {
        context.fillStyle = grey(30);
        context.fillRect(0, 0, 612, 8);
        context.fillRect(0, 0, 5, 792);
        for (const y of [100, 396, 690]) {
          context.beginPath();
          context.arc(28, y, 9, 0, 7);
          context.fill();
        }
        context.fillRect(100, 300, 400, 0.7);
      },
    },
  ],
];

export const sheetsWithWriting: Case[] = [
  ['a letter', { draw: lines(30) }],
  ['one line in pencil', { draw: lines(176, { lines: 1, sizePoints: 12 }) }],
  ['one line in hard pencil', { draw: lines(205, { lines: 1, sizePoints: 12 }) }],
  ['one line in pencil on a dusty sheet', { specks: 12, draw: lines(176, { lines: 1, sizePoints: 12 }) }],
  ['one line in coarse grain', { grain: 40, draw: lines(150, { lines: 1 }) }],
  ['a page in the snow of a bad fax', { grain: 300, bilevel: true, draw: lines(20) }],
  ['small type of low contrast', { paper: 213, draw: lines(178, { sizePoints: 8 }) }],
  ['a page of low contrast', { paper: 213, grain: 10, draw: lines(175) }],
  ['a page of low contrast, upside down', { paper: 213, grain: 10, draw: upsideDown(lines(175)) }],
  ['a small date stamp', { draw: words('AUG 12 2015', 110, 9) }],
  ['a faint date stamp', { draw: words('AUG 12 2015', 170, 9) }],
  ['a date stamp on a dusty sheet', { specks: 15, draw: words('AUG 12 2015', 120, 9) }],
  ['a page number', { draw: words('12', 50, 11) }],
  [
    'a signature',
    {
      draw: (context, grey) => {
        context.strokeStyle = grey(90);
        context.beginPath();
        for (let at = 0; at < 30; at += 1) context.lineTo(300 + 3 * at, 700 + 15 * Math.sin(1.3 * at));
        context.stroke();
      },
    },
  ],
  [
    'a line on its side',
    {
      draw: (context, grey) => {
        context.rotate(Math.PI / 2);
        context.translate(0, -500);
        letterLines(context, grey(180), { lines: 1 });
      },
    },
  ],
];
