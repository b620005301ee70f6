-- KEYS: the family. ARGV: presented, next (digests), now, grace, sliding, absolute (milliseconds).
-- {'unknown'}, {'rotated', user, session} or {'reused', user, session}.
local family = redis.call('HMGET', KEYS[1], 'user', 'session', 'current', 'previous', 'rotatedAt', 'startedAt')
if not family[1] then
  return {'unknown'}
end
local now = tonumber(ARGV[3])
local left = tonumber(family[6]) + tonumber(ARGV[6]) - now
if left <= 0 then
  redis.call('DEL', KEYS[1])
  return {'unknown'}
end
if family[3] == ARGV[1] then
  redis.call('HSET', KEYS[1], 'current', ARGV[2], 'previous', ARGV[1], 'rotatedAt', ARGV[3], 'activeAt', ARGV[3])
  redis.call('PEXPIRE', KEYS[1], math.min(left, tonumber(ARGV[5])))
  return {'rotated', family[1], family[2]}
end
if family[4] == ARGV[1] and family[3] == ARGV[2] and now - tonumber(family[5]) <= tonumber(ARGV[4]) then
  return {'rotated', family[1], family[2]}
end
redis.call('DEL', KEYS[1])
return {'reused', family[1], family[2]}
