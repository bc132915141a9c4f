import {execFileSync} from 'node:child_process'
import {describe, expect, test} from 'vitest'
import {readSchedule, utcSchedule} from '../../../src/core/schedule/read-schedule.js'
import {guardLines, quartzCron, schedulerCron, unixCron} from '../../../src/report/schedule/cron-words.js'

const at = '2026-11-23T11:00:00Z'

test.each([
  ['23 * * * *', '23 * * * *', 'cron(23 * * * ? *)'],
  ['23 6 * * *', '23 6 * * *', 'cron(23 6 * * ? *)'],
  ['*/20 6-8 * * MON-FRI', '0,20,40 6,7,8 * * 1,2,3,4,5', 'cron(0,20,40 6,7,8 ? * 2,3,4,5,6 *)'],
  ['7 6 1,15 nov *', '7 6 1,15 11 *', 'cron(7 6 1,15 11 ? *)'],
  ['7 6 * * 7', '7 6 * * 0', 'cron(7 6 ? * 1 *)'],
])('%s is %s for cron and %s for EventBridge Scheduler', (line, unix, scheduler) => {
  const schedule = readSchedule(line, 'Europe/Berlin')
  expect([unixCron(schedule), schedulerCron(schedule)]).toEqual([unix, scheduler])
})

test.each(['', '* * * *', '23 6 * * * *', '61 * * * *', 'x 6 * * *', '0 6 1 * 1', '@daily'])(
  '%s is refused',
  (line) => {
    expect(() => readSchedule(line, 'UTC')).toThrow(expect.objectContaining({code: 'CRON_INVALID', exitCode: 64}))
  },
)

describe('a scheduler that knows UTC alone', () => {
  const utc = (line: string, zone: string) => utcSchedule(readSchedule(line, zone), at)

  test('every hour is every hour, at the minute that the zone makes of it', () => {
    expect(quartzCron(utc('23 * * * *', 'America/New_York'))).toBe('0 23 * * * ? *')
    expect(quartzCron(utc('23 * * * *', 'Asia/Kolkata'))).toBe('0 53 * * * ? *')
    expect(guardLines(utc('23 * * * *', 'America/New_York'), 'America/New_York')).toEqual([])
  })

  test('a zone with summer time has a start for each of its offsets, and a guard', () => {
    // 06:23 in New York is 11:23 UTC in winter and 10:23 in summer.
    expect(utc('23 6 * * *', 'America/New_York')).toMatchObject({minutes: [23], hours: [10, 11], guard: {hours: [6]}})
    expect(utc('23 6 * * *', 'Asia/Tokyo')).toEqual({minutes: [23], hours: [21], guard: null})
  })

  /** Instants of a year at which the schedule starts and its guard lets it through, by the real `date`. */
  function meant(line: string, zone: string, days: readonly string[]): string[] {
    const {minutes, hours, guard} = utc(line, zone)
    const script = guardLines({minutes, hours, guard}, zone).join('\n')
    const starts = days.flatMap((day) =>
      (hours ?? []).flatMap((hour) =>
        minutes.map((minute) => `${day}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00Z`),
      ),
    )
    return starts.filter((start) => {
      const now = script.replaceAll(' date ', ` date -d ${start} `)
      return execFileSync('/bin/sh', ['-c', `${now}\necho meant`], {encoding: 'utf8'}) === 'meant\n'
    })
  }

  test('on each side of a change of clocks it is meant once a day, at the local time', () => {
    const days = ['2026-10-31', '2026-11-01', '2026-11-02', '2027-03-13', '2027-03-14', '2027-03-15']
    expect(meant('23 6 * * *', 'America/New_York', days)).toEqual([
      '2026-10-31T10:23:00Z',
      '2026-11-01T11:23:00Z',
      '2026-11-02T11:23:00Z',
      '2027-03-13T11:23:00Z',
      '2027-03-14T10:23:00Z',
      '2027-03-15T10:23:00Z',
    ])
  })

  test('weekdays are those of the zone', () => {
    // 22:23 on Friday in New York is Saturday in UTC.
    const days = ['2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29']
    expect(meant('23 22 * * 5', 'America/New_York', days)).toEqual(['2026-11-28T03:23:00Z'])
  })
})
