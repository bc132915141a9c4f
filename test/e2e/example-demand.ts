import {join} from 'node:path'
import type {Window} from '../../src/documents/series.js'
import {readTrafficCsv} from '../../src/files/read-traffic-csv.js'
import {exampleFolder} from '../example-run.js'

/** Demand of bright-friday as its files have it, at the three resolutions that CloudWatch keeps. */
export async function exampleDemand(): Promise<Window[]> {
  const windows: Window[] = []
  for (const name of ['hourly', 'five-minute', 'one-minute']) {
    const {window} = await readTrafficCsv({
      path: join(exampleFolder('bright-friday'), `traffic/${name}.csv.gz`),
      timeColumn: 'timestamp',
      valueColumn: 'requests',
      unit: 'count',
      timezone: 'UTC',
    })
    windows.push(window)
  }
  return windows
}
