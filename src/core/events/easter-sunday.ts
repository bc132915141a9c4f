/**
 * Easter Sunday of the Western churches, as the UTC midnight of the day in milliseconds of the epoch.
 *
 * The first Sunday after the church's full moon on or after 21 March, by the arithmetic of the anonymous Gregorian
 * computus. Right for every year of the Gregorian calendar (from 1583).
 *
 * @source Meeus, Astronomical Algorithms (1991), chapter 8
 * @example new Date(easterSunday(2027)).getUTCDate() // => 28
 */
export function easterSunday(year: number): number {
  const goldenNumber = year % 19
  const century = Math.floor(year / 100)
  const yearOfCentury = year % 100
  const moonCorrection = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * goldenNumber + century - Math.floor(century / 4) - moonCorrection + 15) % 30
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7
  const lateMoon = Math.floor((goldenNumber + 11 * epact + 22 * toSunday) / 451)
  const march = epact + toSunday - 7 * lateMoon + 22
  return Date.UTC(year, 2, march)
}
