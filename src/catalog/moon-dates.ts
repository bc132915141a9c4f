/**
 * Dates that follow the moon, 2023 to 2032, as tables: a rule or ICU's calendars get some of them wrong by a day
 * (ICU puts Lunar New Year 2027 on 7 February).
 */

/** First day of the Chinese year, in China. */
export const lunarNewYearDates = [
  '2023-01-22',
  '2024-02-10',
  '2025-01-29',
  '2026-02-17',
  '2027-02-06',
  '2028-01-26',
  '2029-02-13',
  '2030-02-03',
  '2031-01-23',
  '2032-02-11',
] as const

/** Lakshmi Puja, the main day, in India. */
export const diwaliDates = [
  '2023-11-12',
  '2024-10-31',
  '2025-10-20',
  '2026-11-08',
  '2027-10-29',
  '2028-10-17',
  '2029-11-05',
  '2030-10-26',
  '2031-11-14',
  '2032-11-02',
] as const

/** First day of Ramadan by the Umm al-Qura calendar of Saudi Arabia, as ICU computes it; 2030 has two. */
export const ramadanDates = [
  '2023-03-23',
  '2024-03-11',
  '2025-03-01',
  '2026-02-18',
  '2027-02-08',
  '2028-01-28',
  '2029-01-16',
  '2030-01-05',
  '2030-12-26',
  '2031-12-16',
  '2032-12-04',
] as const

/** First day of Eid al-Fitr by the Umm al-Qura calendar of Saudi Arabia. */
export const eidAlFitrDates = [
  '2023-04-21',
  '2024-04-10',
  '2025-03-30',
  '2026-03-20',
  '2027-03-09',
  '2028-02-26',
  '2029-02-14',
  '2030-02-04',
  '2031-01-24',
  '2032-01-14',
] as const
