/** A command that is named to the reader, as it is to be typed or pasted. @example toPaste('user list', 'my-town') // 'npm run -s amont -- user list --config my-town' */
export function toPaste(command: string, folder: string): string {
  const typed = /^[\w./-]+$/.test(folder) ? folder : `'${folder.replaceAll("'", `'\\''`)}'`;
  return `npm run -s amont -- ${command}${folder === 'config' ? '' : ` --config ${typed}`}`;
}
