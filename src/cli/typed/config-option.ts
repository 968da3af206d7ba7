/** As it is to be typed again in a command that is named to the reader. @example configOption('my-town') // ' --config my-town'; of the default '' */
export function configOption(folder: string): string {
  if (folder === 'config') return '';
  return ` --config ${/^[\w./-]+$/.test(folder) ? folder : `'${folder.replaceAll("'", `'\\''`)}'`}`;
}
