/**
 * Places points in their order as near to where they are wanted as the gaps between them allow: least squares, by
 * pooling neighbours that would come too close (isotonic regression; Barlow et al. 1972).
 */
export function spread(wanted: readonly number[], gaps: readonly number[]): readonly number[] {
  const offsets = [0];
  for (const gap of gaps) offsets.push(offsets.at(-1)! + gap);
  const pools: { mean: number; size: number }[] = [];
  wanted.forEach((each, index) => {
    let pool = { mean: each - offsets[index]!, size: 1 };
    for (let last = pools.at(-1); last !== undefined && last.mean > pool.mean; last = pools.at(-1)) {
      const size = last.size + pool.size;
      pool = { mean: (last.mean * last.size + pool.mean * pool.size) / size, size };
      pools.pop();
    }
    pools.push(pool);
  });
  const placed = pools.flatMap(({ mean, size }) => Array.from({ length: size }, () => mean));
  return placed.map((each, index) => each + offsets[index]!);
}
