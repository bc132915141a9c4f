/** What a group or a service runs now, and the limits that hold it; null where there is no limit. */
export type Need = {desiredCount: number; runningCount: number; minCount: number | null; maxCount: number | null}
