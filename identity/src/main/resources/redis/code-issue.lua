-- KEYS: pause, mails, code. ARGV: request, digest, expiresAt, lifetime, pause, mails per window, window (milliseconds),
-- binding.
-- 1 when the code was put in place, 0 when this address had its mails.
if tonumber(redis.call('GET', KEYS[2]) or '0') >= tonumber(ARGV[6]) then
  return 0
end
if not redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[5]) then
  return 0
end
if redis.call('INCR', KEYS[2]) == 1 then
  redis.call('PEXPIRE', KEYS[2], ARGV[7])
end
redis.call('DEL', KEYS[3])
redis.call('HSET', KEYS[3], 'request', ARGV[1], 'digest', ARGV[2], 'expiresAt', ARGV[3], 'tries', 0, 'binding', ARGV[8])
redis.call('PEXPIRE', KEYS[3], ARGV[4])
return 1
