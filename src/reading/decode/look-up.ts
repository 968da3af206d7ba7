/**
 * What stands at a path; `undefined` where nothing does. A key that itself contains dots is found first.
 * @example lookUp({ level: { value: 2 } }, 'level.value') // 2
 */
export function lookUp(tree: unknown, path: string): unknown {
  if (typeof tree !== 'object' || tree === null) return undefined;
  if (Object.hasOwn(tree, path)) return Reflect.get(tree, path);
  for (let dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
    const found = lookUp(lookUp(tree, path.slice(0, dot)), path.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}
