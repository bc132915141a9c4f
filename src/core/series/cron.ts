/** The fields of a cron line as sets of numbers, Sunday 0; null for a field that any value fits. */
export type CronFields = {
  minutes: Set<number>
  hours: Set<number>
  days: Set<number> | null
  months: Set<number>
  weekdays: Set<number> | null
  years: Set<number> | null
}

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

type Range = {min: number; max: number; names?: readonly string[]; firstName?: number}

/**
 * Whether a cron line names a local minute. Null where the line cannot be read.
 *
 * Five fields (minute hour day month weekday, Sunday 0 or 7) as EC2 Auto Scaling has them, or six (… weekday year, Sunday
 * 1) as Application Auto Scaling has them. Lists, ranges, steps, names, * and ? are understood; L, W and # are not. Where
 * five fields name both days of the month and of the week either is enough, as cron has it.
 *
 * @source https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html and
 * https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 */
export function readCron(line: string): ((local: Date) => boolean) | null {
  const fields = readCronFields(line)
  return fields === null ? null : (local) => fits(fields, local)
}

/** The fields of a cron line, read as `readCron` reads them; null where it cannot be read. */
export function readCronFields(line: string): CronFields | null {
  const parts = line.trim().split(/\s+/)
  const isAws = parts.length === 6
  if (parts.length !== 5 && !isAws) return null
  const [minute = '', hour = '', day = '', month = '', weekday = '', year = '*'] = parts
  const minutes = setOf(minute, {min: 0, max: 59})
  const hours = setOf(hour, {min: 0, max: 23})
  const days = setOf(day, {min: 1, max: 31})
  const months = setOf(month, {min: 1, max: 12, names: monthNames, firstName: 1})
  const weekdays = setOf(
    weekday,
    isAws ? {min: 1, max: 7, names: dayNames, firstName: 1} : {min: 0, max: 7, names: dayNames},
  )
  const years = setOf(year, {min: 1970, max: 2199})
  if (!minutes || !hours || !days || !months || !weekdays || !years) return null
  const plain = isAws ? new Set([...weekdays].map((one) => one - 1)) : new Set([...weekdays].map((one) => one % 7))
  return {
    minutes,
    hours,
    months,
    years,
    days: isAny(day) ? null : days,
    weekdays: isAny(weekday) ? null : plain,
  }
}

const isAny = (field: string) => field === '*' || field === '?'

/** `local` carries the local wall time in its UTC fields. */
function fits({minutes, hours, days, months, weekdays, years}: CronFields, local: Date): boolean {
  const isDay = days?.has(local.getUTCDate())
  const isWeekday = weekdays?.has(local.getUTCDay())
  const isRightDay =
    days !== null && weekdays !== null ? isDay === true || isWeekday === true : (isDay ?? isWeekday ?? true)
  return (
    minutes.has(local.getUTCMinutes()) &&
    hours.has(local.getUTCHours()) &&
    months.has(local.getUTCMonth() + 1) &&
    (years === null || years.has(local.getUTCFullYear())) &&
    isRightDay
  )
}

function setOf(field: string, range: Range): Set<number> | null {
  const found = new Set<number>()
  for (const part of field.split(',')) {
    const [span = '', stepText] = part.split('/')
    const step = stepText === undefined ? 1 : Number(stepText)
    const ends = endsOf(span, range, stepText !== undefined)
    if (ends === null || !(step >= 1) || !Number.isInteger(step)) return null
    for (let value = ends[0]; value <= ends[1]; value += step) found.add(value)
  }
  return found
}

function endsOf(span: string, range: Range, hasStep: boolean): [number, number] | null {
  if (isAny(span)) return [range.min, range.max]
  const [from = '', to] = span.split('-')
  const first = numberOf(from, range)
  // `5/15` goes on to the end of the field.
  const last = to === undefined ? (hasStep ? range.max : first) : numberOf(to, range)
  return first === null || last === null || last < first ? null : [first, last]
}

function numberOf(text: string, {min, max, names = [], firstName = 0}: Range): number | null {
  const named = names.indexOf(text.toUpperCase())
  const value = named >= 0 ? named + firstName : /^\d+$/.test(text) ? Number(text) : Number.NaN
  return value >= min && value <= max ? value : null
}
