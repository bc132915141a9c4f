import type {AccessRecord} from './access-record.js'
import {scanUtcS} from './scan-time.js'

/** Where each field that we read stands in a line, counted from 0; -1 where the log does not have it. */
export type CloudFrontColumns = {
  date: number
  time: number
  method: number
  path: number
  status: number
  host: number
  userAgent: number
  timeTaken: number
}

/**
 * The columns of a CloudFront standard log from its `#Fields:` line; undefined when a field is missing without which
 * nothing can be counted. The older version writes 33 fields in a fixed order, version 2 in W3C form those that were chosen.
 *
 * @source https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
 */
export function cloudFrontColumns(fieldsLine: string): CloudFrontColumns | undefined {
  const names = fieldsLine
    .slice(fieldsLine.indexOf(':') + 1)
    .trim()
    .split(/\s+/)
  const viewerHost = names.indexOf('x-host-header')
  const columns = {
    date: names.indexOf('date'),
    time: names.indexOf('time'),
    method: names.indexOf('cs-method'),
    path: names.indexOf('cs-uri-stem'),
    status: names.indexOf('sc-status'),
    host: viewerHost < 0 ? names.indexOf('cs(Host)') : viewerHost,
    userAgent: names.indexOf('cs(User-Agent)'),
    timeTaken: names.indexOf('time-taken'),
  }
  const {date, time, method, path, status} = columns
  return Math.min(date, time, method, path, status) < 0 ? undefined : columns
}

/**
 * One request from a line of a CloudFront standard log; undefined when the line is not one.
 *
 * `date` and `time` are when CloudFront finished answering, in whole seconds; `time-taken` is taken off where the log
 * has it, so that a long download counts where it began, to about a second. User agents are URL-encoded.
 *
 * @source https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
 */
export function parseCloudFrontLine(line: string, columns: CloudFrontColumns): AccessRecord | undefined {
  const fields = line.split('\t')
  const status = fields[columns.status]
  const date = fields[columns.date] ?? ''
  const endS = scanUtcS(`${date}T${fields[columns.time]}`, 0)
  const path = fields[columns.path]
  if (Number.isNaN(endS) || date.length !== 10 || path === undefined || !isStatus(status)) return undefined
  const takenMs = Math.round(Number(fields[columns.timeTaken] ?? 0) * 1000)
  return {
    atS: takenMs > 0 ? Math.floor((endS * 1000 - takenMs) / 1000) : endS,
    group: fields[columns.host] ?? '-',
    request: `${fields[columns.method]} ${path}`,
    status: Number(status),
    userAgent: fields[columns.userAgent] ?? '',
  }
}

const isStatus = (text: string | undefined) => text !== undefined && text.length === 3 && Number.isInteger(Number(text))
