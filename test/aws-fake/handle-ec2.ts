import {type Handler, names, pageOf} from './estate.js'

export const handleEc2: Record<string, Handler> = {
  DescribeInstanceTypes: (input, {snapshot, pageSize}) =>
    pageOf({
      list: 'InstanceTypes',
      elements: snapshot.instanceTypes.filter((type) => names(input['InstanceTypes'], type['InstanceType'])),
      token: input['NextToken'],
      size: pageSize,
    }),
}
