import type {AwsObject} from '../../src/documents/snapshot.js'
import {FakeFailure, type Handler, pageOf} from './estate.js'

/** Where the price list is served: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html */
const served = ['us-east-1', 'eu-central-1', 'ap-south-1']

export const handlePricing: Record<string, Handler> = {
  GetProducts: (input, {snapshot, priceList, pageSize}) => {
    if (!served.includes(snapshot.region)) {
      throw new FakeFailure('UnknownEndpoint', `the price list is not served from ${snapshot.region}`)
    }
    const filters = (input['Filters'] ?? []) as AwsObject[]
    const texts = priceList.filter((text) => {
      const row = rowOf(text)
      return row === null || (row.service === input['ServiceCode'] && filters.every((filter) => fits(row, filter)))
    })
    return {
      FormatVersion: 'aws_v1',
      ...pageOf({list: 'PriceList', elements: texts, token: input['NextToken'], size: pageSize}),
    }
  },
}

type Row = {service: string; fields: Record<string, unknown>}

/** A text that is no JSON is in every answer: a reader has to bear it. */
function rowOf(text: string): Row | null {
  try {
    const {serviceCode, product} = JSON.parse(text)
    return {service: serviceCode, fields: {productFamily: product.productFamily, ...product.attributes}}
  } catch {
    return null
  }
}

function fits({fields}: Row, filter: AwsObject): boolean {
  if (filter['Type'] !== 'TERM_MATCH') throw new FakeFailure('InvalidParameterException', 'only TERM_MATCH is played')
  return String(fields[String(filter['Field'])]) === filter['Value']
}
