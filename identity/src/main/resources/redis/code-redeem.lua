-- KEYS: code, failures. ARGV: digest, now, tries, failures per account, window of failures (milliseconds), binding.
-- 1 accepted, 0 refused, -1 refused and that was the last wrong one, above 1: locked for so many milliseconds.
local failures = tonumber(redis.call('GET', KEYS[2]) or '0')
if failures >= tonumber(ARGV[4]) then
  return math.max(redis.call('PTTL', KEYS[2]), 2)
end
local code = redis.call('HMGET', KEYS[1], 'digest', 'expiresAt', 'binding')
-- Who did not ask for it can neither use it nor use it up.
if not code[1] or code[3] ~= ARGV[6] then
  return 0
end
if tonumber(code[2]) <= tonumber(ARGV[2]) then
  redis.call('DEL', KEYS[1])
  return 0
end
if code[1] == ARGV[1] then
  redis.call('DEL', KEYS[1], KEYS[2])
  return 1
end
if redis.call('HINCRBY', KEYS[1], 'tries', 1) >= tonumber(ARGV[3]) then
  redis.call('DEL', KEYS[1])
end
failures = redis.call('INCR', KEYS[2])
if failures == 1 then
  redis.call('PEXPIRE', KEYS[2], ARGV[5])
end
if failures >= tonumber(ARGV[4]) then
  return -1
end
return 0
