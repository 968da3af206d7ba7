/**
 * A store whose outflow is its content over `residenceH`. Exact for an inflow that is constant within a step, so no water
 * is lost or made. It starts in balance with its first inflow.
 *
 * @param inflow mean flow of each step, any unit
 * @returns mean outflow of each step, same unit
 * @example linearReservoir([6, 6, 6], 2, 1) // [6, 6, 6]
 */
export function linearReservoir(inflow: readonly number[], residenceH: number, stepH: number): number[] {
  const kept = Math.exp(-stepH / residenceH);
  let content = (inflow[0] ?? 0) * residenceH;
  return inflow.map((flow) => {
    const before = content;
    content = before * kept + flow * residenceH * (1 - kept);
    return flow + (before - content) / stepH;
  });
}

const STORES_IN_A_REACH = 4;

/**
 * A river reach as equal reservoirs one below the other (Nash, 1957): the wave comes later and lower.
 * @param travelH mean travel time of the water through the reach; 0 leaves the flow as it is
 */
export function routeReach(inflow: readonly number[], travelH: number, stepH: number): number[] {
  if (travelH === 0) return [...inflow];
  let flow = [...inflow];
  for (let store = 0; store < STORES_IN_A_REACH; store++)
    flow = linearReservoir(flow, travelH / STORES_IN_A_REACH, stepH);
  return flow;
}
