import {type Handler, pageOf} from './estate.js'

export const handleCloudFront: Record<string, Handler> = {
  ListDistributions: (input, {snapshot, pageSize}) => {
    const page = pageOf({
      list: 'Items',
      elements: snapshot.distributions,
      token: input['Marker'],
      tokenName: 'NextMarker',
      size: pageSize,
    })
    const items = page['Items'] as unknown[]
    return {
      DistributionList: {
        ...page,
        // The API repeats the marker that it was asked with, also when that was none.
        Marker: input['Marker'] ?? '',
        MaxItems: Number(input['MaxItems'] ?? 100),
        IsTruncated: page['NextMarker'] !== undefined,
        Quantity: items.length,
      },
    }
  },
}
