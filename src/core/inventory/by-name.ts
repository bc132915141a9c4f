/** Orders by name, byte for byte, so that the same estate gives the same document in every locale. */
export function byName(a: {name: string}, b: {name: string}): number {
  return a.name < b.name ? -1 : Number(a.name > b.name)
}
