type Spell = {fromS: number; toS: number; factorRatio: number}

/** The factors of all spells that hold at an instant, multiplied. */
export function spellFactor(spells: readonly Spell[], nowS: number): number {
  let factor = 1
  for (let i = 0; i < spells.length; i++) {
    const spell = spells[i] as Spell
    if (nowS >= spell.fromS && nowS < spell.toS) factor *= spell.factorRatio
  }
  return factor
}
