-- KEYS: failures. ARGV: how many, window (milliseconds).
-- -1 when there was a try to take, 0 when that was the last one, above 0: there is none for so many milliseconds.
if tonumber(redis.call('GET', KEYS[1]) or '0') >= tonumber(ARGV[1]) then
  return math.max(redis.call('PTTL', KEYS[1]), 1)
end
local failures = redis.call('INCR', KEYS[1])
if failures == 1 then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
if failures >= tonumber(ARGV[1]) then
  return 0
end
return -1
