-- KEYS: devices. ARGV: device, now, how many are kept, for how long (milliseconds). 1 for a new one beside others, else 0.
local others = redis.call('ZCARD', KEYS[1])
local added = redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - tonumber(ARGV[3]))
redis.call('PEXPIRE', KEYS[1], ARGV[4])
if others > 0 and added == 1 then
  return 1
end
return 0
