"""Factories and fakes that every test suite shares 测试支持: the least objects, all of them synthetic."""
