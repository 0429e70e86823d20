/** What is seen at one date, as keys of signs, the roles that are right, the best first, and how much it counts. */
export type Example = { signs: readonly string[]; roles: readonly string[]; weight: number };

export type Learned = { roles: string[]; weights: Map<string, Float64Array> };

/** Rounds over all examples, the size of a step, and what holds weights back: most of them stay at nothing. */
const settings = { rounds: 30, step: 0.2, hold: 5e-5, leastSeen: 3, firstSquare: 0.01, leastError: 1e-3 };

/** The same numbers in every run. */
const shuffler = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
};

type Row = { weights: Float64Array; squares: Float64Array; last: number };

/**
 * Multinomial logistic regression by stochastic gradients with steps for each weight (AdaGrad), held near nothing by
 * their size (L1, made up for when a sign is seen again). Where several roles are right, half of the credit goes to
 * the first and half to them as they seem likely.
 */
export const learnWeights = (examples: readonly Example[]): Learned => {
  const roles = [...new Set(examples.flatMap((one) => one.roles))].sort();
  const counts = new Map<string, number>();
  for (const { signs } of examples) for (const sign of new Set(signs)) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  const rows = new Map<string, Row>();
  for (const [sign, count] of counts)
    if (count >= settings.leastSeen)
      rows.set(sign, {
        weights: new Float64Array(roles.length),
        squares: new Float64Array(roles.length).fill(settings.firstSquare),
        last: 0,
      });
  const known = examples.map(({ signs }) => signs.flatMap((sign) => rows.get(sign) ?? []));
  const right = examples.map((one) => one.roles.map((role) => roles.indexOf(role)));
  const random = shuffler(7);
  const order = examples.map((_, at) => at);
  let steps = 0;
  for (let round = 0; round < settings.rounds; round += 1) {
    for (let at = order.length - 1; at > 0; at -= 1) {
      const other = random(at + 1);
      [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
    }
    for (const at of order) {
      steps += 1;
      learnFrom(known[at] ?? [], right[at] ?? [], examples[at]?.weight ?? 1, roles.length, steps);
    }
  }
  for (const row of rows.values()) holdBack(row, steps);
  return { roles, weights: new Map([...rows].map(([sign, { weights }]) => [sign, weights])) };
};

const learnFrom = (rows: readonly Row[], right: readonly number[], weight: number, roles: number, steps: number) => {
  for (const row of rows) holdBack(row, steps);
  const shares = sharesOf(rows, roles);
  const credit = right.reduce((sum, role) => sum + (shares[role] ?? 0), 0);
  for (let role = 0; role < roles; role += 1) {
    const share = shares[role] ?? 0;
    const first = role === right[0] ? 1 : 0;
    const wanted = !right.includes(role) ? 0 : credit > 1e-9 ? (share / credit + first) / 2 : first;
    const error = (share - wanted) * weight;
    if (Math.abs(error) < settings.leastError) continue;
    for (const { weights, squares } of rows) {
      squares[role] = (squares[role] ?? 0) + error * error;
      weights[role] = (weights[role] ?? 0) - (settings.step * error) / Math.sqrt(squares[role] ?? 1);
    }
  }
};

const sharesOf = (rows: readonly Row[], roles: number): Float64Array => {
  const sums = new Float64Array(roles);
  for (const { weights } of rows)
    for (let role = 0; role < roles; role += 1) sums[role] = (sums[role] ?? 0) + (weights[role] ?? 0);
  const top = Math.max(...sums);
  const shares = sums.map((sum) => Math.exp(sum - top));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
};

/** Takes off what the steps since the sign was last seen would have. */
const holdBack = (row: Row, steps: number) => {
  const passed = steps - row.last;
  row.last = steps;
  if (passed === 0) return;
  row.weights.forEach((weight, role) => {
    if (weight === 0) return;
    const left = Math.abs(weight) - (passed * settings.hold * settings.step) / Math.sqrt(row.squares[role] ?? 1);
    row.weights[role] = left > 0 ? Math.sign(weight) * left : 0;
  });
};
