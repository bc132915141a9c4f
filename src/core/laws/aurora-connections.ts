const mysqlStepBytes = 8_187_281_408
const smallStepBytes = 805_306_368
const bytesPerGib = 2 ** 30

/**
 * Default max_connections of Aurora MySQL: a thousand more with each doubling of the memory, and 45 more below.
 *
 * `memoryGib` is the memory of the instance class, or 2 GiB for each ACU of the maximum of a Serverless v2 cluster (at
 * least 2). AWS gives the formula GREATEST(log2(memory/805306368)·45, log2(memory/8187281408)·1000) and values that are
 * multiples; with both logarithms rounded to whole numbers it gives each of AWS's published values but one: at 1 ACU
 * AWS says 90 where this says 45, the value of its classes of 2 GiB. Throws RangeError below 2 GiB.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Managing.Performance.html
 * @example auroraMysqlConnections(64) // => 3000
 */
export function auroraMysqlConnections(memoryGib: number): number {
  const bytes = bytesOf(memoryGib)
  return Math.max(
    Math.round(Math.log2(bytes / smallStepBytes)) * 45,
    Math.round(Math.log2(bytes / mysqlStepBytes)) * 1000,
  )
}

/**
 * Default max_connections of Aurora PostgreSQL: 105.7 for each GiB less 22.4, at most 5,000.
 *
 * The formula is that of RDS, LEAST(memory/9531392, 5000), on the memory that is left to the engine; the line is ours,
 * through the four values that AWS publishes of Serverless v2 below the ceiling, and meets each of them. `memoryGib` as
 * for MySQL.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
 * @example auroraPostgresConnections(16) // => 1669
 */
export function auroraPostgresConnections(memoryGib: number): number {
  bytesOf(memoryGib)
  return Math.min(5000, Math.round(105.7 * memoryGib - 22.4))
}

function bytesOf(memoryGib: number): number {
  if (!(memoryGib >= 2)) throw new RangeError(`auroraConnections: ${memoryGib} GiB of memory`)
  return memoryGib * bytesPerGib
}
