/**
 * What every emitted script shares, in POSIX sh. Functions tell each other by variables, since sh has no other way that
 * keeps `set -e`: `patch`, `region`, and `skip`, why the patch in hand is left out.
 *
 * - `begin PATCH ACCOUNT REGION FROM UNTIL`: takes a patch in hand; 0 is no time.
 * - `field NAME FROM TO SERVICE OPERATION QUERY INPUT`: ends the script where the field holds neither.
 * - `there SERVICE OPERATION QUERY INPUT`: leaves the patch out where nothing is there to be taken away.
 * - `fits MOST SERVICE OPERATION QUERY INPUT`: leaves the patch out where more than MOST is in use.
 * - `send SERVICE OPERATION INPUT`: the call, unless the patch is left out or every field holds what it would set.
 */
export const awsCliPrelude = String.raw`export AWS_PAGER=''
now=$(date -u +%Y%m%d%H%M%S)
account='' patch='' region='' skip='' compared=0 differing=0 left=0 sent=0

say() { printf '%s: %s\n' "$patch" "$1" >&2; }
stop() { say "$1"; [ "$sent" -eq 0 ] || exit 5; exit 6; }
ended() { [ "$1" -eq 0 ] || printf 'Ended with %s at %s; %s calls were sent and are live.\n' "$1" "${'$'}{patch:-the start}" "$sent" >&2; }

# The AWS CLI ignores AWS_ENDPOINT_URL for rds, so it is passed on.
call() { aws "$@" --region "$region" --output text ${'$'}{AWS_ENDPOINT_URL:+--endpoint-url "$AWS_ENDPOINT_URL"}; }
ask() { answer=$(call "$1" "$2" --query "$3" --cli-input-json "$4"); }
plain() { case $1 in *.0) printf '%s' "${'$'}{1%.0}" ;; *) printf '%s' "$1" ;; esac; }

begin() {
  patch=$1 region=$3 skip='' compared=0 differing=0
  if [ "$2" != "$account" ]; then
    skip="is for account $2: run this with its credentials"
  elif [ "$4" != 0 ] && [ "$now" -lt "$4" ]; then
    skip="not yet: from $4 UTC"
  elif [ "$5" != 0 ] && [ "$now" -gt "$5" ]; then
    skip="too late: until $5 UTC"
    left=$((left + 1))
  fi
  [ -z "$skip" ] || say "$skip"
}

field() {
  [ -z "$skip" ] || return 0
  ask "$4" "$5" "$6" "$7"
  live=$(plain "$answer")
  compared=$((compared + 1))
  [ "$live" = "$3" ] && return 0
  [ "$live" = "$2" ] || stop "$1 holds ${'$'}{live:-nothing}, neither $2 nor $3: somebody changed it"
  differing=$((differing + 1))
}

there() {
  [ -z "$skip" ] || return 0
  ask "$@"
  case $answer in 0 | None | '') skip=gone; say 'gone already' ;; esac
}

fits() {
  [ -z "$skip" ] || return 0
  most=$1
  shift
  ask "$@"
  [ -n "$answer" ] || stop 'cannot tell what is in use'
  for used in $answer; do
    case $used in *[!0-9]*) stop "cannot tell what is in use: $used" ;; esac
    if [ "$used" -gt "$most" ]; then
      skip="$used in use, more than $most: AWS would cut them at once; come again when they are fewer"
      left=$((left + 1))
      say "$skip"
      return 0
    fi
  done
}

send() {
  [ -z "$skip" ] || return 0
  if [ "$compared" -gt 0 ] && [ "$differing" -eq 0 ]; then
    say 'holds it already'
    return 0
  fi
  call "$1" "$2" --cli-input-json "$3" >/dev/null
  sent=$((sent + 1))
  say done
}

who() {
  trap 'ended "$?"' EXIT
  patch=account region=$1
  account=$(call sts get-caller-identity --query Account)
  shift
  for one in "$@"; do
    [ "$one" = "$account" ] && return 0
  done
  stop "the credentials are of $account, the plan is for $*"
}

finish() {
  [ "$left" -eq 0 ] && return 0
  printf '%s not done; the lines above say why.\n' "$left" >&2
  exit 5
}`
