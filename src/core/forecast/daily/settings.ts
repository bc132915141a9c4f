/**
 * The numbers of the daily engine that no data of one shop can settle. They are our judgements, chosen on development
 * series (`npm run bench -- forecast`) and checked on others: the same for every series.
 */
export type DailySettings = typeof dailySettings

export const dailySettings = {
  /** Days after which a level rate keeps 1 / e of what it knew are about 1 / rate. */
  levelRates: [0.03, 0.06, 0.12, 0.25] as readonly number[],
  /** Rates are averaged by the inverse of their error to this power. */
  rateSharpness: 8,
  /** A year in whole weeks. */
  yearDays: 364,
  /** Half of the week profile's weight lies in this many latest weeks. */
  weekHalfLifeWeeks: 15,
  /** What the ridge pulls the weight of last year's shape and of the drift to, and how hard. */
  shapeWeight: 0.9,
  driftWeight: 0.5,
  ridgeStrength: 4,
  /** Weight of an occurrence against that of the one after it. */
  recencyRatio: 0.8,
  /** How hard few occurrences are pulled toward no uplift: 1 is as hard as the prior spread says. */
  shrinkRatio: 2,
  /** No uplift is pulled by more than this many of its prior spreads: the largest of a shop is not one of many alike. */
  shrinkLimit: 0.8,
  /**
   * Share of the week profile that an event day keeps, before occurrences on different weekdays were compared; as many
   * comparisons as weigh the same; and how far apart (log) their weekdays are then.
   */
  weekdayRatio: 0.5,
  weekdayStrength: 3,
  weekdaySpread: 0.15,
  /**
   * What an uplift differs by from one occurrence to the next before any was compared: fixed, per unit of log uplift, and
   * per unit of the scatter of ordinary days; and as many occurrences as this counts for.
   */
  upliftSpread: 0.065,
  upliftSpreadPerUplift: 0.06,
  upliftSpreadPerScatter: 0.8,
  upliftFreedomCount: 8,
  mostFreedomCount: 12,
  /** Weight of the uplift over the level known `lead` days before, before hindcasts speak. */
  knownLevelWeight: 0.5,
  knownLevelStrength: 3,
  /** The known level moves the answer by no more than this many spreads. */
  apartLimit: 1,
  /** As many hindcasts as calibration must see to be believed half. */
  spreadStrength: 12,
  /**
   * Degrees of freedom of an ordinary day that the fit is pulled to, and how hard (spread of their log); as many errors
   * as count for one, for they overlap; what errors of weights fitted to them are widened by.
   */
  ordinaryFreedomCount: 3,
  freedomSpread: 0.3,
  likeErrorCount: 10,
  ownErrorRatio: 1.1,
  /** Share of a day's variance that it does not have in common with the other days of its window. */
  dayOwnRatio: 0.3,
  /** Spread added for an event day whose offset was never seen. */
  unseenSpread: 0.2,
}
