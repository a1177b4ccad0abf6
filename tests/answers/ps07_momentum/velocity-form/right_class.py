"""An object that is called."""


# points: 3 of 3
class VelocityForm:
    def __call__(self, x, v, gradient, rate, rho):
        self.v = v * rho + gradient * -rate
        return x + self.v, self.v


velocity_step = VelocityForm()
